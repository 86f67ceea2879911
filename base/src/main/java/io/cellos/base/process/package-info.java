/** Process trees and how programs of the cell are started. */
package io.cellos.base.process;
