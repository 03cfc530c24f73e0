/**
 * How do links between nodes hang together: which nodes are connected, and how many triangles are there?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>question</th><th>class</th><th>error</th><th>bytes</th><th>merge</th><th>retract</th></tr>
 * <tr><td>which nodes are connected, how large are the parts</td><td>{@link io.rivulet.algorithms.graph.ConnectedComponents}</td><td>none</td><td>40 to 80 a
 * node</td><td>exactly, repetition too</td><td>no; windows merge panes</td></tr>
 * <tr><td>how many triangles, of links that only come</td><td>{@link io.rivulet.algorithms.graph.Triest}</td><td>no bias; exact while the links fit</td><td>50 to
 * 110 a sampled link</td><td>no</td><td>no</td></tr>
 * <tr><td>how many triangles, of links that come and go</td><td>{@link io.rivulet.algorithms.graph.DynamicTriest}</td><td>no bias; about √(links / sample) times
 * that of Triest</td><td>the same</td><td>no</td><td>on average</td></tr>
 * </table>
 *
 * <p>How many links a node has, and which nodes have most, is asked of {@code frequency}; with how many different others it is linked, of {@code
 * frequency.Superspreaders}.
 *
 * <pre>{@code
 * var parts = ConnectedComponents.create();
 * parts.update("ada", "bob");
 * boolean together = parts.connected("bob", "ada");    // true
 * }</pre>
 *
 * <p>Links have no direction. Nodes are numbers, or texts by their 64-bit hash. One owner at a time; nothing is allocated once tables have grown.
 *
 * <p>Below: {@code EdgeSample} keeps edges with the neighbours of each node. The basic form of TRIÈST is no class of its own: DynamicTriest is that form where
 * nothing is removed, and Triest is better. Counts of triangles for each node are not kept, for they grow with the nodes.
 *
 * <p>Papers: Tarjan and van Leeuwen 1984; De Stefani, Epasto, Riondato and Upfal 2016; Gemulla, Lehner and Haas 2008. Each class says where it differs.
 */
package io.rivulet.algorithms.graph;
