/** What a node provisions: the built-in modules of its role and the user's own. */
package io.cellos.node.module;
