/** Small helps for reading and writing JSON trees. */
package io.cellos.marathon.json.tree;
