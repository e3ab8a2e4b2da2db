/* todo.h: the mark of an exercise that has not been begun. */
#ifndef TODO_H
#define TODO_H

/* ---- [todo] To do, passed, failed ----
 *
 * A stub calls TODO("what is to be written").  While every test of an exercise
 * ends at such a call it is *to do*; when all its tests pass it is *passed*;
 * anything else, a half-finished one too, is *failed*.  So a stub can never be
 * mistaken for a pass. */
#define TODO(what) exercise_todo(what)

/* Ends the running test as "to do"; does not return while under test. */
void exercise_todo(const char *what);

#endif
