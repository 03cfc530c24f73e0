/**
 * The recovery store: where a job leaves its complete epochs, and finds them again after a crash.
 *
 * <p><b>What is stored.</b> State lives in the memory of the workers. An epoch writes only the entries that changed since the epoch before, as one segment, and now
 * and then all of them anew, after which everything older is deleted. That is the whole of compaction: no files are merged while the job runs, since what a merge would
 * find out is in memory anyway. {@code FullEpochs} says when, and what that costs.
 *
 * <p><b>How it survives.</b> A store is made of named immutable blobs, {@link io.rivulet.runtime.recovery.Blobs}, whose creation is atomic. An epoch is complete when
 * its manifest exists; the manifest is written last, by create-if-absent, so that an epoch is either complete or absent, and of two runs that try one succeeds. One
 * mechanism serves a local directory, a shared one and an object store, and a simulator can stand in for the disk at every operation.
 *
 * <p>A database file as the manifest was considered, SQLite in particular: it cannot live in an object store, nor safely on a network file system; its writes
 * cannot be simulated; and it brings 12 MB of native code to a runtime that is otherwise thin.
 *
 * <p><b>What is checked.</b> Manifests and frames carry CRC32C, and a manifest knows the size and the sum of each of its segments, so that what is cut short,
 * altered or swapped for an older copy is told from what was written; lengths are checked before anything is allocated. The sums do not protect from
 * someone who wants to deceive. {@link io.rivulet.runtime.recovery.Compatibility} compares the flow that resumes with the one that wrote.
 *
 * <p>Files in the order to read them: {@link io.rivulet.runtime.recovery.Blobs}, {@link io.rivulet.runtime.recovery.RecoveryStore}, {@code StoreEpoch},
 * {@code SegmentWriter}, {@code LiveEntries}.
 */
package io.rivulet.runtime.recovery;
