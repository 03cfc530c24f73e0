package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * How many points of one window passed each node of {@link HalfSpaces}, and under which range of the features they were scaled.
 *
 * <p>Every point adds 1 to all nodes on its path, so that an inner node's mass is the sum of its children's and leaf masses say all.
 */
final class NodeMasses {

    /** A node with at most this share of the window is terminal. */
    private static final double FEW = 0.1;

    private final HalfSpaces spaces;
    private final int window;
    private final double[] lows;
    private final double[] highs;
    private final int[] masses;
    private final double[] scaled; // scratch

    NodeMasses(HalfSpaces spaces, int window) {
        this.spaces = spaces;
        this.window = window;
        lows = new double[spaces.features];
        highs = new double[spaces.features];
        masses = new int[spaces.features == 0 ? 0 : 2 * spaces.trees * spaces.leaves];
        scaled = new double[spaces.features];
    }

    NodeMasses copy() {
        NodeMasses copy = new NodeMasses(spaces, window);
        System.arraycopy(lows, 0, copy.lows, 0, lows.length);
        System.arraycopy(highs, 0, copy.highs, 0, highs.length);
        System.arraycopy(masses, 0, copy.masses, 0, masses.length);
        return copy;
    }

    /** Forgets all points and scales the next ones by this range. */
    void start(double[] newLows, double[] newHighs) {
        System.arraycopy(newLows, 0, lows, 0, lows.length);
        System.arraycopy(newHighs, 0, highs, 0, highs.length);
        Arrays.fill(masses, 0);
    }

    /** Counts a point; whether all of it lies within the range. */
    boolean count(double[] point) {
        boolean inside = scale(point);
        for (int tree = 0; tree < spaces.trees; tree++) {
            int root = tree * 2 * spaces.leaves;
            int node = 1;
            masses[root + 1]++;
            while (node < spaces.leaves) {
                node = spaces.child(tree, node, scaled);
                masses[root + node]++;
            }
        }
        return inside;
    }

    /** Mean over the trees of the point's density, as a multiple of that of a work space filled evenly. */
    double density(double[] point) {
        scale(point);
        double few = FEW * window;
        double sum = 0;
        for (int tree = 0; tree < spaces.trees; tree++) {
            int root = tree * 2 * spaces.leaves;
            int node = 1;
            long volumes = 1;
            while (node < spaces.leaves && masses[root + node] > few) {
                node = spaces.child(tree, node, scaled);
                volumes *= 2;
            }
            sum += masses[root + node] * volumes;
        }
        return sum / spaces.trees / window;
    }

    /** What {@link #density} says on average of the points counted: the mass of a terminal node, once for each of its points. */
    double usualDensity() {
        double sum = 0;
        for (int tree = 0; tree < spaces.trees; tree++) {
            sum += squaredMasses(tree * 2 * spaces.leaves, 1, 1);
        }
        return sum / spaces.trees / window / window;
    }

    private double squaredMasses(int root, int node, long volumes) {
        double mass = masses[root + node];
        if (node >= spaces.leaves || mass <= FEW * window) {
            return mass * mass * volumes;
        }
        return squaredMasses(root, 2 * node, 2 * volumes) + squaredMasses(root, 2 * node + 1, 2 * volumes);
    }

    private boolean scale(double[] point) {
        boolean inside = true;
        for (int i = 0; i < scaled.length; i++) {
            double value = (point[i] - lows[i]) / (highs[i] - lows[i]);
            scaled[i] = Double.isNaN(value) ? 0.5 : value; // a constant feature at its constant
            inside &= point[i] >= lows[i] && point[i] <= highs[i];
        }
        return inside;
    }

    long stateBytes() {
        return 120 + 24L * scaled.length + 4L * masses.length;
    }

    /** For each feature low f64 and high f64; for each tree the number of leaves with mass i32, and for each of these its place i32 and mass i32. */
    void encode(StateWriter out) {
        for (int i = 0; i < lows.length; i++) {
            out.writeDouble(lows[i]).writeDouble(highs[i]);
        }
        for (int tree = 0; tree < spaces.trees; tree++) {
            int first = tree * 2 * spaces.leaves + spaces.leaves;
            int filled = 0;
            for (int leaf = 0; leaf < spaces.leaves; leaf++) {
                filled += masses[first + leaf] > 0 ? 1 : 0;
            }
            out.writeInt(filled);
            for (int leaf = 0; leaf < spaces.leaves; leaf++) {
                if (masses[first + leaf] > 0) {
                    out.writeInt(leaf).writeInt(masses[first + leaf]);
                }
            }
        }
    }

    /** @param points how many points every tree must have counted */
    static NodeMasses decode(HalfSpaces spaces, int window, int points, StateReader in) {
        NodeMasses s = new NodeMasses(spaces, window);
        for (int i = 0; i < s.lows.length; i++) {
            s.lows[i] = in.readFinite("low");
            s.highs[i] = in.readFinite("high");
            Values.requireRange(i, s.lows[i], s.highs[i]);
        }
        for (int tree = 0; tree < spaces.trees; tree++) {
            s.decodeTree(tree * 2 * spaces.leaves, points, in);
        }
        return s;
    }

    private void decodeTree(int root, int points, StateReader in) {
        int filled = in.readLength("leaves", 8);
        int leaf = -1;
        for (int i = 0; i < filled; i++) {
            leaf = in.readIntBetween("leaf", leaf + 1, spaces.leaves - 1);
            masses[root + spaces.leaves + leaf] = in.readIntBetween("mass", 1, window);
        }
        for (int node = spaces.leaves - 1; node >= 1; node--) {
            masses[root + node] = masses[root + 2 * node] + masses[root + 2 * node + 1];
        }
        if (masses[root + 1] != points) {
            throw in.corrupt("masses of a tree must add up to " + points + ", got " + masses[root + 1]);
        }
    }
}
