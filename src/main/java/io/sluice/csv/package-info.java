/**
 * CSV files whose rows are inputs: from bytes to checked rows, one at a time, whatever the file
 * holds. Knows no platform.
 */
package io.sluice.csv;
