/** The user's own modules, checked before a cell gets them; the same for every backend. */
package io.cellos.backend.module;
