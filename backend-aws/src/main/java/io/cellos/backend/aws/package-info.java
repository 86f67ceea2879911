/**
 * Cells on Amazon EC2, made of CloudFormation stacks; all state is in the stacks and the bucket.
 */
package io.cellos.backend.aws;
