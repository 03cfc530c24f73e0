/**
 * Which hosts scan and flood a network, and when? Entropies of ports and addresses, rates and fan-outs in sliding windows, judged by charts that learn what is
 * usual, turned into alerts that say what happened and who is behind it.
 *
 * <p>Start with {@link io.rivulet.tutorials.network.NetworkEntropy}, the dataflow; {@link io.rivulet.tutorials.network.NetworkEntropyCommand} runs it. The story
 * is told in {@code tutorials/docs/network-entropy.md}.
 *
 * <p>The way of a record: {@link io.rivulet.tutorials.network.Connection} (from {@link io.rivulet.tutorials.network.TrafficGenerator} or one of the readers
 * {@link io.rivulet.tutorials.network.ZeekJson}, {@link io.rivulet.tutorials.network.ZeekTsv}, {@link io.rivulet.tutorials.network.DarpaEdges},
 * {@link io.rivulet.tutorials.network.CsvConnections}) → key ({@link io.rivulet.tutorials.network.ConnectionKeys}) → ten minutes every minute
 * ({@link io.rivulet.tutorials.network.WindowStats}) → {@link io.rivulet.tutorials.network.NetworkWatch}; and two hours every ten minutes
 * ({@link io.rivulet.tutorials.network.Spread}) → {@link io.rivulet.tutorials.network.SlowScanWatch}. Both give
 * {@link io.rivulet.tutorials.network.Alert}s, which {@link io.rivulet.tutorials.network.Evaluation} compares with the truth and
 * {@link io.rivulet.tutorials.network.HtmlReport} shows.
 *
 * <p>What is judged: scans are looked for in the <em>widest</em> source of a network, not in its totals, because one host among a thousand moves no total;
 * floods in totals and in the busiest destination. A source is not judged against its own past, since attackers have none.
 *
 * <p>Papers: Lakhina, Crovella and Diot, <i>Mining anomalies using traffic feature distributions</i>, SIGCOMM 2005 (entropies tell kinds of attack apart);
 * Venkataraman et al., NDSS 2005 (superspreaders).
 */
package io.rivulet.tutorials.network;
