/**
 * Passages that a facility would stop or look at twice, by what they are about. `english` and `spanish`; the names of
 * gangs and places are invented.
 */
export const flagged = {
  contraband: {
    english: [
      'Tell {friend} to put two [strips|of those strips] behind the stamp like last time, nobody looks there.',
      'The birthday card is coming. Do NOT wash your hands after you open it, [you know why|ha].',
      'Need you to get the [suboxone|subs] from {friend} and bring it {weekday}, same way as {month}.',
      'My cellie says somebody on kitchen can hold a [burner phone|burner], two hundred and it is here by the weekend.',
      'I can get [tobacco|a pack of rollies] for forty now, have {sister} send it to that cash tag.',
      'Ask {friend} if he can still get [k2|spice] paper, the big sheets. We sell it by the inch.',
      'Put the [charger|sim card] in the shoe, under the liner, they never check the liner.',
      'He said the kites are flying at laundry, be there Tuesday with the k i t e s, no names.',
      'the [bl0w|sn0w] is already cut, tell him 3 balls for what you owe, same b@lloons as before',
      'She will drop the [f3ntanyl|fent] at the fence by the ball field, look for the orange cap.',
    ],
    spanish: [
      'Dile a {friend} que mande [la mota|el cristal] como la otra vez, en el forro del zapato.',
      'Mi compa consigue [un celular|tabaco] por doscientos, que le depositen a su señora.',
      'La tarjeta va [mojada|preparada], no la laves, tiene la cosa en la orilla del papel con cristal.',
    ],
  },
  gang: {
    english: [
      'The [Northgate Kings|NGK] said you ride with them now, keep your mouth shut and your shoes on.',
      'Big homie wants the [roll call|paperwork] on the new guy before Friday, send his full name.',
      'Tell lil {friend} he is put on, [Eastline|Eastline Crew] all day, we do not forget ours.',
      'Somebody from [Northgate Kings|the Kings] taxed my store again, I need [the homies|big homie] to know.',
      'They green lit him. That is all I am going to write. [Green light|It is a green light], you understand.',
      'He was wearing the wrong colors at yard, the [Eastline|N.G.K.] boys will check him.',
    ],
    spanish: [
      'Los de [La Línea Vieja|la Linea Vieja] ya saben dónde está, diles que la [ranfla|clica] responde.',
      'La [clica|clica de Northgate Kings] quiere los papeles del nuevo antes del viernes.',
    ],
  },
  threat: {
    english: [
      'If she brings him around my kids again I will [break his jaw|burn that house down], I mean it, tell her.',
      'You tell {friend} he is a dead man, [dead man|I swear], I have people out there.',
      'I know where you [park|work] and I know when you get off. You will [pay for this|regret it].',
      'When I get out I am going to kill him, I do not care who reads this.',
      'Next time I see {brother} I will [put him in the ground|stab him], blood or no blood.',
    ],
    spanish: [
      'Dile que lo voy a matar cuando salga, que [se esconda|no me importa].',
      'Si vuelve a la casa le [quemo el carro|rompo la cara], díselo así.',
    ],
  },
  self_harm: {
    english: [
      'I do not see the point anymore. I think about [ending it|ending it all] every night after lights out.',
      'If I am not here on {weekday}, know that it was not your fault. I just want to die.',
      'I have been saving my pills. [Everybody would be better off without me|Do not tell them].',
      'I gave my cellie my radio and my books. I [will not need them|want to kill myself], I am so tired.',
      'He sounds like he wants to hurt himself, please somebody check on him tonight, he wrote me goodbye.',
    ],
    spanish: [
      'Ya no quiero vivir, [perdónenme|cuida a {kid}].',
      'Pienso en quitarme la vida todas las noches, no le digas a mi mamá.',
    ],
  },
  escape: {
    english: [
      'The van goes the back way on {road} for court, one [officer|guard] in front, that is when we make a run for it.',
      'I counted the rounds, forty minutes between. The fence by the ball field is where I would go over the fence.',
      'Have the {car} at the hospital door {weekday}, I will say my chest hurts, then we are gone.',
    ],
    spanish: ['El día de la corte me voy a fugar, ten lista la troca en la esquina de {street}.'],
  },
  witness: {
    english: [
      'Go talk to her before court. If she does not show up there is no case, make her understand.',
      'Find out where the [witness|snitch] stays now, her cousin works at {work}.',
      'Tell him to change his statement or I will put his [paperwork|statement] on every wall in here.',
      'She is a snitch and everyone will know it by {weekday}.',
    ],
    spanish: ['Habla con la testigo antes de la corte, que no se presente, tú sabes cómo.'],
  },
  thirdParty: {
    english: [
      'Pass this to {friend} for me word for word, I am not allowed to write him: the answer is yes, same place.',
      'My cellie has no money, so this next part is from him to his girl: baby I love you, call my mom, {street}.',
      'Can you three-way {friend} on Sunday? He is on my no contact list but you can pass it along.',
    ],
    spanish: ['Pásale este recado a {friend}, a mí no me dejan escribirle: que sí, en el mismo lugar.'],
  },
} as const
export type FlaggedTopic = keyof typeof flagged
