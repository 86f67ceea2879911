/** Beginning, logging and ending of a program's parts. */
package io.cellos.base.lifecycle;
