"""How each exercise is drawn: the body at the start, at the end, what stands around, and which way it moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from figure import LIMB, At, Point, Pose, paper

Way = tuple[Point, Point, Point]


@dataclass(frozen=True)
class Scene:
    """One picture; `told` says the same to somebody who cannot see it."""

    told: str
    end: tuple[Pose, ...]
    start: tuple[Pose, ...] = ()
    arrows: tuple[Way, ...] = ()
    things: tuple[str, ...] = ()  # behind the body
    front: tuple[str, ...] = ()  # before the body


def rod(*points: Point) -> str:
    """A thin line: a stick, a chair, a wall."""
    return f'<path d="M{"L".join(f"{x} {y}" for x, y in map(paper, points))}"/>'


def ball(x: float, y: float, radius: float, *, full: bool = False) -> str:
    """A wheel, or a weight."""
    cx, cy = paper((x, y))
    inside = ' fill="currentColor"' if full else ""
    return f'<circle cx="{cx}" cy="{cy}" r="{radius:g}"{inside}/>'


def chair(seat_x: float, *, facing: int = 1, seat_y: float = 37.0) -> tuple[str, ...]:
    """A chair whose seat begins at the back, `seat_x`, and reaches 34 in the direction it faces."""
    front = seat_x + 34 * facing
    return (
        rod((seat_x, 84), (seat_x, 1)),
        rod((seat_x, seat_y), (front, seat_y), (front, 1)),
    )


def weight(x: float, y: float) -> str:
    """A bag with a handle that hangs from a hand."""
    return rod((x - 6, y - 8), (x, y), (x + 6, y - 8)) + ball(x, y - 20, 12, full=True)


def box(x: float, y: float) -> str:
    """A box, from its lower left corner on."""
    left, low = paper((x, y))
    return f'<path d="M{left} {low}h26v-26h-26z" fill="currentColor" fill-opacity=".25"/>'


def limb(*points: Point) -> str:
    """An arm or a leg that points at whoever looks, or away."""
    return f'<g stroke-width="{LIMB:g}">{rod(*points)}</g>'


ON_BACK = Pose((132, 7), 180, 172, (-3, -3), At(170, 6, 1))
ALL_FOURS = Pose((100, 43), 15, 12, At(145, 4, -1), (-88, 178, 180))
STANDING = Pose((116, 78), 90, 88, (-94, -88), (-90, -90, 0))
SITTING = Pose((92, 41), 92, 88, At(120, 46, -1), (0, -90, 0))
BENT = Pose((97, 67), 38, 38, (0, 0), At(118, 4, 1))

SCENES = {
    "abdominal_brace": Scene(
        "A person lies on the back with knees bent and feet on the floor. The belly is tightened and the low back "
        "presses gently to the floor.",
        end=(ON_BACK,),
        arrows=(((128, 44), (124, 34), (120, 20)), ((96, 44), (100, 34), (104, 20))),
    ),
    "cat_camel": Scene(
        "A person on hands and knees first lets the back sink, then rounds it up like a cat.",
        end=(replace(ALL_FOURS, hollow=11, head=-38),),
        start=(replace(ALL_FOURS, hollow=-8, head=44),),
        arrows=(((120, 74), (120, 82), (119, 96)),),
    ),
    "bird_dog": Scene(
        "A person on hands and knees stretches one arm forward and the opposite leg back, level with the trunk.",
        end=(replace(ALL_FOURS, far_arm=(14, 10), leg=(178, 180, 196), far_leg=(-88, 178, 180)),),
        start=(ALL_FOURS,),
        arrows=(((44, 12), (28, 18), (24, 34)), ((166, 14), (190, 26), (196, 52))),
    ),
    "dead_bug": Scene(
        "A person lies on the back, arms and knees up. One arm goes back over the head while the opposite leg "
        "stretches out low.",
        end=(Pose((122, 7), 180, 172, (88, 88), (14, 10, 60), far_arm=(150, 158), far_leg=(88, 2, 60)),),
        start=(Pose((122, 7), 180, 172, (88, 88), (88, 2, 60)),),
        arrows=(((68, 68), (42, 72), (32, 50)), ((172, 52), (196, 46), (206, 36))),
    ),
    "glute_bridge": Scene(
        "A person lies on the back with knees bent. The hips lift until shoulders, hips and knees make one line.",
        end=(Pose((127, 29), 208, 176, (-5, -1), At(168, 6, 1)),),
        start=(ON_BACK,),
        arrows=(((122, 48), (120, 56), (118, 68)),),
    ),
    "side_plank": Scene(
        "A person seen from the front lies on one side, propped on the forearm, knees bent back. The hips lift until "
        "shoulder, hip and knee make one line.",
        end=(Pose((114, 19), 162, 158, (-90,), (-18,)),),
        start=(Pose((116, 7), 150, 158, (-90,), (-2,)),),
        arrows=(((128, 28), (130, 38), (130, 52)),),
        front=(limb((70, 6), (88, 5)), f'<g opacity=".5">{limb((149, 7), (170, 15))}</g>'),
    ),
    "curl_up": Scene(
        "A person lies on the back, one knee bent, hands under the low back. Head and shoulders lift a little; the "
        "low back stays as it is.",
        end=(Pose((132, 7), 166, 158, (-14, -6), (3, 1, 70), far_leg=At(168, 6, 1)),),
        start=(Pose((132, 7), 180, 172, (-3, -3), (3, 1, 70)),),
        arrows=(((50, 22), (46, 32), (52, 46)),),
    ),
    "hip_hinge": Scene(
        "A person stands with a stick along the back of head and trunk. The hips move back, the knees bend a little, "
        "and the trunk leans forward while the back stays straight along the stick.",
        end=(replace(BENT, arm=At(104, 84, -1), far_arm=At(139, 119, 1)),),
        start=(STANDING,),
        arrows=(((92, 96), (80, 88), (74, 74)), ((132, 150), (156, 148), (166, 132))),
        front=(rod((82, 66), (157, 125)),),
    ),
    "chair_squat": Scene(
        "A person stands before a chair, arms forward, and sits back until just touching the seat, then stands up.",
        end=(Pose((86, 45), 62, 70, (12, 8), At(116, 4, 1)),),
        start=(STANDING,),
        arrows=(((90, 112), (66, 100), (66, 66)),),
        things=chair(52),
    ),
    "prone_press_up": Scene(
        "A person lies face down and pushes the chest up with the arms. The hips stay on the floor.",
        end=(Pose((100, 8), 54, 78, At(137, 4, -1), (180, 181, 182), hollow=-7),),
        start=(Pose((100, 7), 2, 8, At(150, 4, 1), (180, 181, 182)),),
        arrows=(((176, 16), (184, 34), (172, 56)),),
    ),
    "knee_to_chest": Scene(
        "A person lies on the back and pulls one knee to the chest with both hands. The other foot stays on the floor.",
        end=(Pose((132, 7), 180, 172, At(122, 35, 1), (124, -12, 20), far_leg=At(168, 6, 1)),),
        start=(ON_BACK,),
        arrows=(((162, 46), (148, 60), (126, 52)),),
    ),
    "standing_extension": Scene(
        "A person stands with hands on the low back and leans backward a little. The knees stay straight.",
        end=(Pose((121, 77), 114, 122, At(109, 86, -1), At(114, 4, 1), hollow=-6),),
        start=(STANDING,),
        arrows=(((124, 152), (106, 158), (86, 142)),),
    ),
    "hip_flexor_stretch": Scene(
        "A person kneels on one knee, the other foot in front. The hips move forward; the trunk stays upright.",
        end=(Pose((114, 37), 92, 88, At(146, 45, -1), (-121, 180, 180), far_leg=At(146, 4, 1)),),
        start=(Pose((100, 41), 90, 88, (-90, -80), (-102, 180, 180), far_leg=At(146, 4, 1)),),
        arrows=(((80, 58), (88, 58), (100, 56)),),
    ),
    "nerve_slider": Scene(
        "A person sits on a chair. The knee straightens and the toes come up while the head looks up; then the knee "
        "bends while the head drops.",
        end=(replace(SITTING, head=112, leg=(0, -8, 76), far_leg=(0, -90, 0)),),
        start=(replace(SITTING, head=40),),
        arrows=(((150, 8), (168, 12), (176, 26)), ((120, 104), (118, 118), (104, 124))),
        things=chair(78, seat_y=34),
    ),
    "clamshell": Scene(
        "A person seen from the front lies on one side, knees bent, feet together. The upper knee opens like a shell.",
        end=(Pose((118, 9), 180, 176, At(96, 5, 1), (), far_arm=(188, 178)),),
        arrows=(((160, 14), (166, 26), (156, 42)),),
        front=(
            limb((118, 8), (148, 5), (178, 6)),
            limb((118, 11), (143, 38), (178, 9)),
            f'<g opacity=".28">{limb((118, 11), (149, 12), (178, 9))}</g>',
        ),
    ),
    "walking": Scene(
        "A person walks upright with a long, easy step and swinging arms.",
        end=(Pose((112, 75), 88, 88, (-118, -96), (-66, -76, 14), far_arm=(-62, -38), far_leg=(-104, -128, -22)),),
        arrows=(((168, 84), (180, 85), (204, 84)),),
    ),
    "walk_and_rest": Scene(
        "A person walks, stands still for a rest, and walks on.",
        end=(Pose((142, 75), 88, 88, (-118, -96), (-66, -76, 14), far_arm=(-62, -38), far_leg=(-104, -128, -22)),),
        start=(Pose((46, 78), 90, 88, (-94, -88), (-90, -90, 0)),),
        arrows=(((64, 34), (76, 34), (96, 34)), ((190, 34), (204, 34), (224, 34))),
    ),
    "walk_and_sit": Scene(
        "A person walks, sits down on a bench and leans forward for a rest, and walks on.",
        end=(Pose((154, 75), 88, 88, (-118, -96), (-66, -76, 14), far_arm=(-62, -38), far_leg=(-104, -128, -22)),),
        start=(Pose((44, 41), 54, 50, At(82, 46, -1), (0, -90, 0), hollow=3),),
        arrows=(((100, 84), (110, 85), (126, 84)), ((194, 84), (206, 85), (226, 84))),
        things=(rod((20, 1), (20, 34), (76, 34), (76, 1)),),
    ),
    "childs_pose": Scene(
        "A person kneels, sits back on the heels, and stretches both arms forward on the floor.",
        end=(Pose((88, 24), -6, -14, (-20, -6), (-24, 180, 180), hollow=5),),
        start=(ALL_FOURS,),
        arrows=(((104, 72), (92, 72), (76, 60)),),
    ),
    "farmers_carry": Scene(
        "A person walks upright with a bag of the same weight in each hand.",
        end=(Pose((112, 75), 90, 88, (-66, -84), (-70, -80, 8), far_arm=(-108, -98), far_leg=(-106, -124, -18)),),
        arrows=(((172, 104), (184, 105), (208, 104)),),
        front=(weight(126, 72), f'<g opacity=".5">{weight(100, 71)}</g>'),
    ),
    "one_leg_stand": Scene(
        "A person stands on one leg and holds the back of a chair with one hand.",
        end=(replace(STANDING, arm=At(152, 88, -1), far_leg=(-82, -152, -120)),),
        arrows=(((96, 12), (76, 14), (70, 34)),),
        things=chair(154),
    ),
    "wall_stand": Scene(
        "A person stands with heels, seat, shoulders and head against a wall and slides both arms up.",
        end=(Pose((104, 78), 90, 90, (66, 80), (-90, -90, 0)),),
        start=(Pose((104, 78), 90, 90, (-40, -20), (-90, -90, 0)),),
        arrows=(((150, 104), (158, 122), (142, 142)),),
        things=(rod((92, 0), (92, 172)),),
    ),
    "seated_bend": Scene(
        "A person sits on a chair with feet apart and bends forward, hands towards the floor.",
        end=(Pose((92, 41), 22, -16, At(144, 10, 1), (0, -90, 0), hollow=7),),
        start=(SITTING,),
        arrows=(((116, 112), (146, 108), (158, 84)),),
        things=chair(78, seat_y=34),
    ),
    "cycling": Scene(
        "A person rides a bicycle, leaning forward on the handlebar.",
        end=(Pose((92, 80), 52, 66, At(156, 88, 1), At(116, 14, 1), far_leg=At(112, 42, 1)),),
        arrows=(((196, 96), (208, 97), (226, 96)),),
        things=(
            ball(66, 24, 22), ball(166, 24, 22), rod((66, 24), (112, 28), (94, 70), (66, 24)),
            rod((84, 72), (104, 72)), rod((94, 66), (150, 66), (112, 28)), rod((166, 24), (148, 78), (160, 86)),
            rod((116, 12), (112, 28), (110, 42)),
        ),
    ),
    "lift_close": Scene(
        "A person squats with a box held close between the feet, then stands up with the box against the belly.",
        end=(Pose((110, 78), 92, 88, At(138, 88, -1), (-90, -90, 0)),),
        start=(Pose((84, 46), 52, 62, At(132, 32, -1), At(110, 4, 1)),),
        arrows=(((172, 40), (180, 62), (172, 84)),),
        things=(f'<g opacity=".4">{box(122, 6)}</g>',),
        front=(box(120, 84),),
    ),
}  # fmt: skip
