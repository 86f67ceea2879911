/** What tests of the aws backend share. */
package io.cellos.backend.aws.testing;
