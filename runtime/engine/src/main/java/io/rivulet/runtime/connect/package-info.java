/**
 * What a connector must do. {@code io} modules implement these and know nothing else of the runtime; the runtime knows no connector.
 *
 * <p>Each method is called by one thread at a time, the worker's that owns the partition or the writer. {@link java.io.IOException} stands in signatures
 * only here.
 */
package io.rivulet.runtime.connect;
