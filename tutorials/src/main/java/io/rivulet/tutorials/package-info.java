/**
 * Runnable programs, each a real problem with its story in {@code tutorials/docs}. A tutorial is a {@link io.rivulet.tutorials.Tutorial}, found by
 * {@link java.util.ServiceLoader} and run by {@code rivulet tutorial NAME}; each lives in a package of its own.
 */
package io.rivulet.tutorials;
