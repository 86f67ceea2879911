/** Where instances may go, beside having enough there. */
package io.cellos.marathon.core.launch.constraint;
