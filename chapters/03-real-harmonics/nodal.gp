# Degree 6 painted on the sphere, black where it vanishes.
# Alt: Four spheres with light and dark regions: horizontal bands; a chequered pattern; upright
#   sectors like those of an orange; and a pattern of irregular patches.
eval figure(13.5, 3.9)
eval bare
set lmargin at screen 0.0; set rmargin at screen 1.0
set bmargin at screen 0.12; set tmargin at screen 0.985
set xrange [0:1200]; set yrange [0:300]
set label 1 "zonal, m = 0" at graph 0.125, graph -0.06 center
set label 2 "tesseral, m = 3" at graph 0.375, graph -0.06 center
set label 3 "sectoral, m = 6" at graph 0.625, graph -0.06 center
set label 4 "a random mixture" at graph 0.875, graph -0.06 center
plot data.'/nodal.rgb' binary array=(1200,300) format='%uchar' flipy with rgbimage notitle
