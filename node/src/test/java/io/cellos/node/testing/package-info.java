/** What several tests of the node program share. */
package io.cellos.node.testing;
