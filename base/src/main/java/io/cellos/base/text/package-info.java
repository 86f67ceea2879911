/** Words that people type. */
package io.cellos.base.text;
