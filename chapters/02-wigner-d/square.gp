# The law of a representation as a square of arrows.
# Alt: A square of arrows. Above, two rotations are composed to one; on both sides D leads down from
#   rotations to matrices; below, two matrices are multiplied. Both ways end at the matrix of the
#   product.
eval figure(13.5, 4.4)
eval bare
set xrange [0:10]; set yrange [0:4]
set label "R, S" at 2.2,3.3 center font ",10"
set label "R S" at 7.8,3.3 center font ",10"
set label "D(R), D(S)" at 2.2,0.6 center font ",10"
set label "D(R) D(S) = D(R S)" at 7.8,0.6 center font ",10"
set arrow from 3.3,3.3 to 7,3.3 as 2
set arrow from 3.7,0.6 to 5.9,0.6 as 2
set arrow from 2.2,2.9 to 2.2,1.05 as 3
set arrow from 7.8,2.9 to 7.8,1.05 as 3
set label "compose the rotations" at 5.1,3.62 center tc rgb c_blue
set label "multiply the matrices" at 5,0.25 center tc rgb c_blue
set label "D" at 1.9,2 right tc rgb c_orange
set label "D" at 8.1,2 left tc rgb c_orange
plot NaN
