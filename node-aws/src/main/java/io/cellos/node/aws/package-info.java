/** What the node program does beyond the ordinary where its node is an EC2 instance. */
package io.cellos.node.aws;
