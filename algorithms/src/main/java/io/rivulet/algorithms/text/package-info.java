/** Which kinds of text are there, and which words say something? */
package io.rivulet.algorithms.text;
