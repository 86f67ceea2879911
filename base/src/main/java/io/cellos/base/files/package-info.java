/** Files that are whole or absent. */
package io.cellos.base.files;
