/** Pages that hold everything they show, so that they can be kept and sent as one file. {@link io.rivulet.page.StandalonePage} is all there is. */
package io.rivulet.page;
