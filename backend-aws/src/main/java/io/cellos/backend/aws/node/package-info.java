/** Getting at the nodes of a cell on EC2: through OpenSSH, over Session Manager or a bastion. */
package io.cellos.backend.aws.node;
