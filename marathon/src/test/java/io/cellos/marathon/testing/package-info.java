/** What tests of several packages use. */
package io.cellos.marathon.testing;
