/** How a cell on EC2 is, as its stack, groups, load balancers and nodes say. */
package io.cellos.backend.aws.view;
