/** What the build runs once to make the programs' ahead-of-time cache; no part of them. */
package io.cellos.backend.local.training;
