/** What a user chose: settings file, environment, cell file and arguments, in this order. */
package io.cellos.cli.settings;
