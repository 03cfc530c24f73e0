/** What is found in lines of a log. */
package io.rivulet.benchmarks.text;
