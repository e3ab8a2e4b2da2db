/* Written by anchors.py. */
static const double anchor_left = 1.1491020369925393991;
static const double anchor_right = 1.4123236391207121899;
