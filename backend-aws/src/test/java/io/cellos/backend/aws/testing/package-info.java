/** How tests reach moto: through the SDK, and through AWS's own command line. */
package io.cellos.backend.aws.testing;
