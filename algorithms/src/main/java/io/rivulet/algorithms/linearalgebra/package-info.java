/**
 * In which directions do rows of numbers extend or vary, and how much?
 *
 * <table>
 * <caption>How to choose</caption>
 * <tr><th>question</th><th>class</th><th>error</th><th>bytes</th><th>merge</th></tr>
 * <tr><td>the main directions of all rows, with a bound; how much lies along any direction</td><td>{@link
 * io.rivulet.algorithms.linearalgebra.FrequentDirections}</td><td>of the squares along any direction ‖A‖² / ℓ at most; no chance</td><td>16 · ℓ a column, 64 ·
 * ℓ²</td><td>yes, same bound; windows merge panes</td></tr>
 * <tr><td>the main directions about the mean, of rows that change slowly, at a glance per row</td><td>{@link
 * io.rivulet.algorithms.linearalgebra.IncrementalPca}</td><td>converges; no bound</td><td>8 · (k + 2) a column</td><td>no</td></tr>
 * </table>
 *
 * <pre>{@code
 * var rows = FrequentDirections.create(16);
 * rows.update(new double[] {1, 2, 2});
 * double share = rows.along(new double[] {0, 1, 0}) / rows.squaredNorm();    // 4 / 9
 * }</pre>
 *
 * <p>Below some hundred columns all products of columns are exact and cost less than a sketch; these are for rows that are wider, or where the directions are wanted
 * at any moment.
 *
 * <p>The first row says how many columns there are; every other must have as many, all finite. Directions have length 1, and the sign that makes their largest
 * entry positive. One owner at a time; nothing is allocated by an update after the first.
 *
 * <p>Below: {@code SymmetricEigen} turns a buffer. It is no call of commons-math3, against which it is tested: that allocates each time, and gives up on some
 * matrices after a number of steps.
 *
 * <p>Papers: Liberty 2013; Ghashami, Liberty, Phillips and Woodruff 2016; Weng, Zhang and Hwang 2003. Each class says where it differs.
 */
package io.rivulet.algorithms.linearalgebra;
