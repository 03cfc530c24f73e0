/** What do itemsets cost that are right after every basket? Ours and what one would otherwise take stand in one class, over the same input. */
package io.rivulet.benchmarks.itemset;
