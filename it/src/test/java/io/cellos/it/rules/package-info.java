/** The rules that the modules of the program keep, checked on its classes. */
package io.cellos.it.rules;
