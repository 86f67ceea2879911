/** What an instance has around it. */
package io.cellos.node.aws.testing;
