/**
 * A few items that stand for all: examples to look at, a base for estimates of anything, data for an algorithm that needs it all at once. Of all that came, of the
 * last while, more of now than of then, by weight, or of each group.
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>class</th><th>law of the sample</th><th>bytes, and the items</th><th>merge</th><th>when</th></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.ReservoirSample}</td><td>every choice of k items equally likely</td><td>5 an item</td><td>yes, same
 * law</td><td>every item counts the same; windows of panes too</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.TimeWindowSample}</td><td>every choice of k items of the last while equally likely, for any while</td><td>20 to 40 for
 * each of k (1 + ln(n / k)), n in the window</td><td>yes, same law</td><td>the last hour at every moment, or several lengths of time at once; how many there
 * are besides</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.CountWindowSample}</td><td>every choice of k of the last n items equally likely, for any n</td><td>as
 * before</td><td>no: whose are the last?</td><td>the last so many, whatever the time</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.TimeBiasedSample}</td><td>an item is half as likely after a half-life, whatever the traffic</td><td>5 an
 * item</td><td>yes, same law</td><td>training data, examples: mostly of now, some of then, no edge</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.VarOptSample}</td><td>an item is as likely as its weight says, heavy ones are sure</td><td>20 a heavy item, 5 a light
 * one</td><td>yes, without bias</td><td>estimates of sums by any condition: bytes, money, time</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.WeightedSample}</td><td>successive draws by weight</td><td>20 an item</td><td>yes, same law</td><td>draws by weight are what is
 * meant; parts and whole must not differ in law</td></tr>
 * <tr><td>{@link io.rivulet.algorithms.sampling.StratifiedSample}</td><td>every choice of k items of a stratum equally likely</td><td>250 a stratum, 5 an
 * item</td><td>yes, same law</td><td>small groups must be seen, or groups differ more than what is in them</td></tr>
 * </table>
 *
 * <p>None retracts: what was not chosen left nothing to go on with. Windows merge panes, or are a sample's own.
 *
 * <pre>{@code
 * var bytes = VarOptSample.of(1_000, 42, Codecs.TEXT);
 * bytes.update("GET /index.html", 5_120);
 * bytes.estimate(request -> request.startsWith("GET"));  // 5120.0
 * }</pre>
 *
 * <p>All draw from their own generator, whose position is part of the state: same seed and same input, same sample, before and after a restore. Items that come
 * while a sample fills stir it, so that parts and panes with the same seed draw differently and may be merged. The sample of an empty stream is empty. One
 * owner at a time; no locks inside.
 *
 * <p>Below: {@code Chance} is the generator, {@code KeyHeap} is under both weighted samples, {@code Skyband} under both windows, {@code LatentSample} is a sample
 * whose size need not be whole. VarOpt of Apache DataSketches is not wrapped, for it draws from the thread's generator and cannot be made to draw the same
 * again; tests hold ours against it. Turned down: priority sampling, whose estimates vary more than VarOpt's at the same size; chain sampling, which gives the
 * last n with replacement at the same cost; a reservoir over forward-decayed weights, which is biased to time by successive draws only, and is full of old
 * items when little comes.
 *
 * <p>Papers: Li 1994; Babcock, Datar and Motwani 2002; Efraimidis and Spirakis 2006; Cohen and Kaplan 2007; Cohen, Duffield, Kaplan, Lund and Thorup 2009;
 * Hentschel, Haas and Tian 2018. Each class says where it differs.
 */
package io.rivulet.algorithms.sampling;
