/** What tests of cells on EC2 share. */
package io.cellos.backend.aws.testing;
