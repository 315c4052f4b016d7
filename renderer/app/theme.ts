import { colorsTuple, createTheme, type MantineThemeOverride } from '@mantine/core'

/** The one theme of the console. What Mantine does not colour by itself takes the tokens of `styles/tokens.css`. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  colors: {
    approve: colorsTuple('#17693f'),
    reject: colorsTuple('#ab1f1c'),
    dark: [
      '#e5eaf2',
      '#c3cddb',
      '#9dabbe',
      '#6c7b90',
      '#41516a',
      '#263241',
      '#1b2430',
      '#151c26',
      '#0e141c',
      '#090e15',
    ],
    accent: [
      '#eaf1fc',
      '#d3e1f8',
      '#a7c4f1',
      '#7aa5ea',
      '#5089e0',
      '#3474d8',
      '#2463c6',
      '#1d52a6',
      '#174187',
      '#103068',
    ],
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    Modal: {
      // Without a role of its own, the header of a dialog counts as a second banner of the page.
      defaultProps: {
        attributes: { header: { role: 'none' } },
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 80 },
      },
    },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } }, transitionProps: { duration: 100 } } },
    Menu: {
      // The placeholder that takes the first focus is no item, and a menu may hold nothing else.
      defaultProps: { shadow: 'md', transitionProps: { duration: 60 }, withInitialFocusPlaceholder: false },
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
})
