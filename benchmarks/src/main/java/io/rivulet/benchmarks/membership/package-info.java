/** Membership filters beside that of Guava. */
package io.rivulet.benchmarks.membership;
