/** The words of a cell as values: names, roles, groups, nodes, and what a cell looks like. */
package io.cellos.model;
