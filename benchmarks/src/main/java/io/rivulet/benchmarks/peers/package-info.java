/**
 * Other libraries as entries of the catalogue's kind, so that {@code rivulet bench} holds them against ours: over the same records, by the same yardsticks.
 * {@link io.rivulet.benchmarks.peers.LibraryPeers} lists them. Each is used as its own documentation says, at settings that give about the error of ours.
 */
package io.rivulet.benchmarks.peers;
