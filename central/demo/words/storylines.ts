/** What goes on in a family over weeks: a thread tells one stage after the other. */
export const storiesInbound = [
  [
    'The {car} started making that grinding noise again, right by {road}.',
    'Took the {car} in, they want eight hundred and forty for the [transmission|brakes all around]. I said let me think about it.',
    '{friend} looked at the {car} and found a used part for a hundred and ten. He would not take money for the work.',
    'The {car} runs! I drove it to {city} and back and it did not complain once.',
  ],
  [
    'I put in for the [day shift lead|front desk job] at {work}. Do not tell anybody, I do not want to jinx it.',
    "They called me for an interview at {work}, {weekday} at nine. I borrowed {sister}'s jacket.",
    'Interview went good I think. The lady laughed at my joke and asked when I could start.',
    'I GOT IT. A dollar eighty more an hour and weekends off. First thing I wanted was to tell you.',
    'First week in the new spot at {work}. My feet hurt in new places, but they listen to me.',
  ],
  [
    '{kid} wants to try out for [the school play|basketball] and practices in the hallway every night.',
    'Tryouts were today. {kid} would not talk the whole way home, so we just got fries.',
    '{kid} made it!! The list was on the door and she read it four times.',
    'The big night is {date}. I am going to record all of it for you, wobbly hands and everything.',
    'You should have heard the clapping. {kid} looked for me in the crowd and then pointed at your empty chair on purpose.',
  ],
  [
    '{pet} is not eating. I moved the bowl, changed the food, nothing.',
    'Vet says {pet} has a bad tooth and an infection. Pills twice a day hidden in cheese.',
    '{pet} figured out the cheese. Now it is peanut butter.',
    '{pet} is back to stealing socks, so I think we are out of the woods.',
  ],
  [
    "The doctor found something on Mom's scan. They say do not panic, so naturally everyone is panicking.",
    "Mom's biopsy is {date}. She is cleaning the whole house like company is coming.",
    'It is benign. BENIGN. I had to ask her to spell it and then we cried in the parking lot.',
    'Mom is home and bossing everybody around, stitches and all.',
  ],
  [
    'We have to be out of the apartment by the end of the month, they sold the building.',
    'Looked at a place on {street}, two bedrooms and a little yard. Deposit is the problem.',
    '{sister} is loaning us the deposit. I swallowed my pride and said yes.',
    'We moved! Everything is in boxes and we ate pizza on the floor. {kid} picked the room with the window.',
    'I hung your picture first, before the curtains. It is starting to feel like ours.',
  ],
  [
    'I mailed the visiting application, with the copy of my license like they asked.',
    'They sent my visiting form back because of one missing signature. One!',
    'Visiting is approved. I am putting in for {weekday} at nine thirty.',
    'It was so good to see you, even through the glass. You got thin. {kid} talked about it the whole drive home.',
  ],
  [
    'I am thinking about going back for my [nursing assistant|dental assistant] certificate. Tell me if that is crazy.',
    'Classes start {date}. Twelve weeks, two nights, and {sister} keeps {kid}.',
    'First exam: 91. The teacher put a star on it and I am a grown woman who put it on the fridge.',
    'Halfway through the course. I can take blood pressure in my sleep now, yours is next.',
    'I passed the state test!! They pinned us on a little stage. I saved you a program.',
  ],
  [
    'Your cousin {friend} is getting married in {month}, they want the whole family.',
    'I found a dress for the wedding at the thrift on {street}, eleven dollars, fits like a glove.',
    'The wedding was beautiful and a mess. The cake leaned, the DJ was late, everybody danced anyway.',
  ],
  [
    '{brother} has not been home in three days. We are not calling anyone yet.',
    '{brother} came back, skinny and sorry. He is sleeping on the couch.',
    '{brother} agreed to go to the program in {city}. I drove him there myself.',
    '{brother} has thirty days. He cooked for us Sunday. I will believe it at ninety, but it was a good dinner.',
  ],
] as const

export const storiesOutbound = [
  [
    'I signed up for the GED. Put my name down before I could talk myself out of it.',
    'First GED class today. The fractions are still mean, but the teacher is patient.',
    'Took the practice test, missed passing math by three points. Three!',
    'I passed math. I stood there with the paper like it was a check.',
    'One test left for the GED, then they do a little ceremony with the cap and all.',
  ],
  [
    'Lawyer says there may be an offer coming. He would not give me a number.',
    'The offer is [eighteen months with credit for time|two years and program]. I have until {date} to say.',
    'I prayed on it and talked to the chaplain. I think I am taking the offer.',
    'I signed. Sentencing is {date}. It is a strange feeling, finally having a number.',
    'With good time the counselor says I could be home by {month}. Do not tell {kid} yet.',
  ],
  [
    'They are hiring for the kitchen. Up at three thirty, but you eat first.',
    'I got the kitchen job! Hairnet and everything, please do not laugh.',
    'Moved up to the grill. I made four hundred pancakes this morning and burned only six.',
    'The kitchen boss says he would write me a letter for a job outside. A real letter.',
  ],
  [
    'My tooth is killing me, I put in a slip for the dentist.',
    'Still waiting on the dentist. I chew on the left.',
    'They pulled it. I talked like a cartoon all day, but I slept.',
  ],
  [
    'New cellie. Old man named Walt, snores like a tractor, carves soap.',
    'Walt is teaching me chess. I have lost nineteen times.',
    'I took a rook from Walt today and he shook my hand like I won the title.',
    'Walt went home this morning. He left me the chess set and a note. I am happy for him and the cell is too quiet.',
  ],
  [
    'I started reading the Bible from page one, like you always said to.',
    'I am in Numbers. It is a lot of counting. We have that in common.',
    'I made it to the Psalms. I read 27 every night now.',
    'The chaplain asked if I want to be baptized. I said I would ask you first.',
  ],
] as const

/** Recollections for long letters: so many combinations that none comes twice. */
export const memories = [
  "The [summer|spring|winter|year] [you turned {age}|before {kid} was born|the river flooded|we had no phone], we [drove|took the bus|hitched a ride] to [{city}|the hot springs|your aunt's place|the state fair] and [{brother} got carsick twice|it rained sideways|the brakes smoked the whole way down|we slept in the car and called it camping].",
  "I still [smell|taste|hear] the [kitchen|garage|front porch|backyard] at [Grandma's|the house on {street}|the old trailer], [the coffee before anyone was up|the radio between stations|that screen door slapping|beans on the stove since dawn], and [you under the table with a flashlight|you asking why about everything|nobody in a hurry|your father humming off key].",
  "You were [{age}|maybe {age}, skinny as a rake] when you [fixed|broke|painted|took apart] the [toaster|bicycle|neighbor's fence|kitchen radio] and [told nobody|blamed {pet}|charged {sister} a quarter to look|cried until I came home], and I [never told you I knew|laughed in the bathroom|kept the pieces in a coffee can|was prouder than I let on].",
  'There was a [teacher|coach|crossing guard|librarian] on {street}, [Mrs.|Mr.] {last}, who [said you had good hands|let you stay after|gave you that blue book|drove you home in the snow], and [she|he] [asked about you at the store|still has your drawing|passed last spring|would be glad to hear from you].',
  'One [Christmas|Easter|birthday|Fourth of July] we had [eleven dollars|no lights|a chicken and a can of yams|one present each], and [{sister}|{brother}|your uncle|{friend}] [played guitar|told the story about the mule|burned the rolls|wrapped everything in newspaper], and [I remember thinking this is enough|you said it was the best one|we danced in our socks|nobody went to bed].',
  'When [your grandfather|old {last}|my mother] was [sick|dying|learning to walk again], you [sat with him|carried in wood|read the paper out loud|brought oranges] every [day after school|Sunday|morning before work], and [nobody asked you to|people forget that about you|I do not forget|that is who you are].',
  'I think of the [apartment|trailer|duplex] on {street} with the [orange carpet|leaking roof|neighbors who fought in two languages|window that would not close], [the rent was two ninety|we had a mattress and a lamp|you nailed up a shelf and it held|{pet} was a puppy], and [I was never so tired or so happy|we thought we were grown|we did all right].',
  'You remember {friend}, [the one with the {car}|from {church}|who worked at {work}]? He [has three kids now|sells roofs|lost his leg and rides a bike anyway|asked me to tell you he is nine years sober], and he [still owes you for the tires|talks about that night on {road}|says come see him when you get out].',
  'Your [grandmother|aunt|great-uncle] used to say [a borrowed coat does not keep you warm|the rooster thinks he brings the sun|you can fix anything but yesterday|feed people first, then ask], and I [rolled my eyes|wrote it on the calendar|finally understand it|say it to {kid} now].',
  'I was [washing the truck|digging out the peonies|going through the cedar chest|waiting for the bus] and found [your report card from {year}|the pocketknife|a ticket stub|that photo from the fair], the [corner was torn|ink has run|date on the back is in your hand], so I [put it in the frame|sat down on the floor|showed {kid}|am keeping it for you].',
] as const
