/** The program that plays the part of the cloud for one cell: it outlives the command line. */
package io.cellos.backend.local.controller;
