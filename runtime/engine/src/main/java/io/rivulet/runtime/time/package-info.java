/**
 * Event time: from the times of records to watermarks, per partition at the source, and from many watermarks to one at merges and exchanges. No class here
 * reads a clock; times come in as arguments.
 */
package io.rivulet.runtime.time;
