const split = (words: string): readonly string[] => words.trim().split(/\s+/)

/** First names of many origins, for people who do not exist. */
export const womenFirst = split(`
  Maria Elena Rosa Lucia Carmen Teresa Guadalupe Marisol Ximena Valeria Esperanza Yolanda Dolores Ines Pilar
  Keisha Latoya Tamika Aaliyah Imani Nia Ebony Shanice Monique Denise Renee Yvette Bernice Odessa
  Jennifer Amanda Heather Crystal Tiffany Brenda Donna Kathleen Megan Ashley Rachel Becky Lorraine Dawn Wanda
  Linh Mai Thuy Hanh Mei Yan Jia Soo-Jin Min-Ah Yuki Keiko Amihan Marites Luzviminda
  Priya Anjali Sunita Farah Leila Samira Yasmin Nadia Amira Zahra Fatou Aminata Abena Chidinma
  Olga Irina Svetlana Katarzyna Agnieszka Ilona Marta Astrid Ingrid Siobhan Maeve Bronwyn
  Winona Aiyana Shoshana Tova Miriam Leilani Malia Kalani Sefina`)

export const menFirst = split(`
  Jose Luis Miguel Carlos Hector Ramon Ernesto Javier Diego Mateo Rogelio Arturo Emilio Rafael Tomas Ignacio
  Darnell Marcus Terrell Andre Jamal DeShawn Malik Tyrone Curtis Reggie Leroy Isaiah Elijah Xavier
  Robert Kevin Travis Dustin Cody Brandon Justin Wayne Randall Gary Dale Shane Brett Craig Derek Troy
  Minh Tuan Duc Hao Wei Jun Sang-Ho Kenji Hiroshi Rodel Efren Danilo
  Arjun Vikram Sanjay Omar Karim Hassan Yusuf Tariq Ibrahim Kwame Kofi Emeka Babajide
  Viktor Dmitri Pavel Piotr Tomasz Goran Lars Erik Declan Padraig Rhys
  Dakota Wyatt Ezra Avi Levi Keoni Makoa Tavita Sione`)

export const lastNames = split(`
  Alvarado Barrera Castellanos Dominguez Escobedo Fuentes Galindo Huerta Ibarra Jaramillo Ledesma Montoya Nunez
  Ochoa Pacheco Quintana Renteria Saldana Tafoya Ulibarri Valdez Zamora Archuleta Baca Trujillo Lucero
  Abernathy Boykin Broussard Crutchfield Dorsey Ellison Fontaine Gadsden Hairston Ivory Jeffries Kimbrough
  Ledbetter Mayfield Nettles Overstreet Pettway Ransom Stallworth Tolliver Upshaw Vickers Whitfield Yarborough
  Ackerman Birchfield Coulter Dunleavy Eastman Farnsworth Gentry Hollis Ingersoll Jessup Kettering Lockhart
  Maddigan Northcutt Orlowski Prescott Quarles Rasmussen Strickland Thackeray Underhill Vandermeer Wexler Yoder
  Nguyen Pham Truong Dang Huynh Chen Zhao Liang Park Kwon Yoon Tanaka Okada Villanueva Macaraeg Dimaculangan
  Patel Chaudhary Rahman Haddad Khoury Nasser Farahani Mensah Asante Okonkwo Adeyemi Diallo Traore Tesfaye
  Kowalczyk Wisniewski Petrenko Volkov Novak Horvat Lindqvist Halvorsen OMalley Gallagher Pritchard
  Begay Yazzie Tsosie Whitehorse Kahale Tuiasosopo Rosenthal Adler Mizrahi Fairbanks Stillwater`)

/** Daughters and nieces, as letters call them. */
export const children = split(`
  Mia Sofia Camila Zoe Lily Aria Nevaeh Ruby Hazel Ivy Kiara Paloma Amaya Skylar Rosie Tessa Nina Willow Bella Junie
  Marley Kaylee Emilia Nayeli Jada Maya Ximena Delilah Harper Aubrey Lupita Nova Brielle Samara Anahi Destiny Olive
  Penny Carmen Itzel Gracie Naomi Esme Trinity Leila Josie Araceli Summer Violet`)

export const pets = split(`
  Biscuit Duke Canelo Peanut Rocky Bruno Smokey Pepper Chato Bandit Oso Tank Waffles Zeus
  Pancho Mittens Shadow Churro Harley Buster Frijol Koda Pickles Rex Coco`)

/** Where members live. */
export const cities = [
  'Denver, CO',
  'Aurora, CO',
  'Pueblo, CO',
  'Greeley, CO',
  'Alamosa, CO',
  'Trinidad, CO',
  'Grand Junction, CO',
  'Montrose, CO',
  'Sterling, CO',
  'Cheyenne, WY',
  'Laramie, WY',
  'Casper, WY',
  'Santa Fe, NM',
  'Taos, NM',
  'Raton, NM',
  'Las Cruces, NM',
  'El Paso, TX',
  'Amarillo, TX',
  'Lubbock, TX',
  'Salt Lake City, UT',
  'Ogden, UT',
  'Phoenix, AZ',
  'Tucson, AZ',
  'Las Vegas, NV',
  'Omaha, NE',
  'Scottsbluff, NE',
  'Wichita, KS',
  'Kansas City, MO',
  'Oklahoma City, OK',
  'Fresno, CA',
  'Los Angeles, CA',
  'Chicago, IL',
  'Memphis, TN',
  'Atlanta, GA',
] as const
