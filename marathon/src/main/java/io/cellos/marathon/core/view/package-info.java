/** What can be seen of the core at a moment; nothing here changes. */
package io.cellos.marathon.core.view;
