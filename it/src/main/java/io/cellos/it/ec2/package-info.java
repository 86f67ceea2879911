/**
 * A stand-in for EC2 itself on this machine: what an AWS endpoint (moto) says it has launched
 * becomes machines, network namespaces of their own that run the real user data. Needs root.
 */
package io.cellos.it.ec2;
