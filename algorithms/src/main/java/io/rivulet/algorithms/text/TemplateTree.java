package io.rivulet.algorithms.text;

import java.util.Arrays;

/**
 * Finds the templates that a line may belong to by its number of words and its first words, whatever the number of templates. Nodes without templates go, so
 * that there are never more than templates times steps.
 */
final class TemplateTree {

    private static final Node[] NO_NODES = {};
    private static final Template[] NO_TEMPLATES = {};

    private final int steps;
    private final int maxChildren;
    private Node[] byLength = NO_NODES;

    TemplateTree(int steps, int maxChildren) {
        this.steps = steps;
        this.maxChildren = maxChildren;
    }

    /** A place in the tree. Only leaves hold templates, by rising id. */
    static final class Node {
        private final Node parent;
        private final String word;
        private final int length;
        private Node[] children = NO_NODES;
        private int childCount;
        private Node wildcard;
        private Template[] templates = NO_TEMPLATES;
        private int templateCount;

        private Node(Node parent, String word, int length) {
            this.parent = parent;
            this.word = word;
            this.length = length;
        }

        private Node child(LogTokens line, int i) {
            for (int c = 0; c < childCount; c++) {
                if (line.matches(i, children[c].word)) {
                    return children[c];
                }
            }
            return null;
        }

        private Node child(String of) {
            for (int c = 0; c < childCount; c++) {
                if (children[c].word.equals(of)) {
                    return children[c];
                }
            }
            return null;
        }

        private boolean isEmpty() {
            return templateCount == 0 && childCount == 0 && wildcard == null;
        }

        private long heapBytes() {
            long bytes = 48
                    + (children.length == 0 ? 0 : 16 + 4L * children.length)
                    + (templates.length == 0 ? 0 : 16 + 4L * templates.length)
                    + (parent == null || word.equals(LogTokens.WILDCARD) ? 0 : Template.textBytes(word));
            for (int c = 0; c < childCount; c++) {
                bytes += children[c].heapBytes();
            }
            return bytes + (wildcard == null ? 0 : wildcard.heapBytes());
        }
    }

    /** The template most like the line, or null if none has the least share of equal words; of equally like ones that with more wildcards, then the oldest. */
    Template find(LogTokens line, double similarity) {
        int length = line.size();
        Node node = length < byLength.length ? byLength[length] : null;
        for (int i = 0; node != null && i < Math.min(steps, length); i++) {
            Node exact = node.child(line, i);
            node = exact != null ? exact : node.wildcard;
        }
        if (node == null) {
            return null;
        }
        Template best = null;
        int most = leastEqual(length, similarity);
        int wildcards = -1;
        for (int t = 0; t < node.templateCount; t++) {
            Template template = node.templates[t];
            int equal = template.equalWords(line, most);
            if (equal > most || equal == most && template.wildcards() > wildcards) {
                best = template;
                most = equal;
                wildcards = template.wildcards();
            }
        }
        return best;
    }

    /** How many words must be equal; the share is taken as met to rounding. */
    private static int leastEqual(int length, double similarity) {
        return (int) Math.ceil(similarity * length - 1e-9);
    }

    /** Which steps of a line that has no template yet go by the wildcard: words with digits, and those beyond the most children. */
    int wildcardSteps(LogTokens line) {
        int length = line.size();
        Node node = length < byLength.length ? byLength[length] : null;
        int byWildcard = 0;
        for (int i = 0; i < Math.min(steps, length); i++) {
            Node exact = node == null ? null : node.child(line, i);
            if (exact == null && (line.isWildcard(i) || line.hasDigit(i) || isFull(node))) {
                byWildcard |= 1 << i;
                node = node == null ? null : node.wildcard;
            } else {
                node = exact;
            }
        }
        return byWildcard;
    }

    /** The wildcard is one of the children; its place is kept. */
    private boolean isFull(Node node) {
        return node != null && node.childCount >= maxChildren - 1;
    }

    /** Puts a template at the end of the way that it names; false if there is no room on it. */
    boolean add(Template template) {
        int length = template.words.length;
        if (length >= byLength.length) {
            byLength = Arrays.copyOf(
                    byLength, Math.min(LogTokens.MAX_TOKENS + 1, Math.max(length + 1, 2 * byLength.length)));
        }
        if (byLength[length] == null) {
            byLength[length] = new Node(null, LogTokens.WILDCARD, length);
        }
        Node node = byLength[length];
        for (int i = 0; i < Math.min(steps, length); i++) {
            if ((template.wildcardSteps >> i & 1) == 1) {
                if (node.wildcard == null) {
                    node.wildcard = new Node(node, LogTokens.WILDCARD, length);
                }
                node = node.wildcard;
                continue;
            }
            Node child = node.child(template.words[i]);
            if (child == null) {
                if (isFull(node)) {
                    prune(node);
                    return false;
                }
                child = new Node(node, template.words[i], length);
                if (node.childCount == node.children.length) {
                    node.children = Arrays.copyOf(node.children, Math.max(2, 2 * node.childCount));
                }
                node.children[node.childCount++] = child;
            }
            node = child;
        }
        if (node.templateCount == node.templates.length) {
            node.templates = Arrays.copyOf(node.templates, Math.max(1, 2 * node.templateCount));
        }
        int at = node.templateCount++;
        for (; at > 0 && node.templates[at - 1].id > template.id; at--) {
            node.templates[at] = node.templates[at - 1];
        }
        node.templates[at] = template;
        template.leaf = node;
        return true;
    }

    void remove(Template template) {
        Node node = template.leaf;
        int at = 0;
        while (node.templates[at] != template) {
            at++;
        }
        node.templateCount--;
        System.arraycopy(node.templates, at + 1, node.templates, at, node.templateCount - at);
        node.templates[node.templateCount] = null;
        prune(node);
    }

    private void prune(Node from) {
        Node node = from;
        while (node.isEmpty()) {
            Node parent = node.parent;
            if (parent == null) {
                byLength[node.length] = null;
                return;
            }
            if (parent.wildcard == node) {
                parent.wildcard = null;
            } else {
                int at = 0;
                while (parent.children[at] != node) {
                    at++;
                }
                parent.children[at] = parent.children[--parent.childCount];
                parent.children[parent.childCount] = null;
            }
            node = parent;
        }
    }

    void clear() {
        byLength = NO_NODES;
    }

    /** Without the templates, which their list knows. */
    long heapBytes() {
        long bytes = 24 + (byLength.length == 0 ? 0 : 16 + 4L * byLength.length);
        for (Node node : byLength) {
            bytes += node == null ? 0 : node.heapBytes();
        }
        return bytes;
    }
}
