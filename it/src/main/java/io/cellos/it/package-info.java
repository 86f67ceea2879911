/** What scenarios and benchmarks share: driving a whole cell as a user does, and clients for it. */
package io.cellos.it;
