/**
 * Event time: from the times of records to watermarks, per partition at the source, and from many watermarks to one at merges and exchanges. No class here
 * reads a clock; times come in as arguments. A {@link io.rivulet.runtime.time.TimeGrid} cuts event time into windows that have numbers, by the calendar and the clocks of a zone
 * too; the only thing that it asks of the world are the zone's rules.
 */
package io.rivulet.runtime.time;
