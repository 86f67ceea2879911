/** Reading and writing JSON. */
package io.cellos.base.json;
