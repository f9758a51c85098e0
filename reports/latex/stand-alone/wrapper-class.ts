import { type Latex, tex } from '#reports/latex/writing/tex.ts'

/**
 * `lvvdoc.cls`: a small class with the macros of lsst-texmf's `lsstdoc` that the documents use, on what Debian's
 * texlive-latex-base and texlive-latex-recommended hold. It takes every option of `lsstdoc` and ignores it.
 */
export const wrapperClass: Latex = tex`\NeedsTeXFormat{LaTeX2e}
\ProvidesClass{lvvdoc}[2026/11/23 Documents of lvv without lsst-texmf]
\DeclareOption*{}
\ProcessOptions\relax
\LoadClass[11pt,letterpaper]{article}
\RequirePackage[T1]{fontenc}
\RequirePackage[utf8]{inputenc}
\RequirePackage{lmodern}
\renewcommand{\familydefault}{\sfdefault}
\RequirePackage{textcomp}
\RequirePackage{amsmath,amssymb}
\RequirePackage[letterpaper,textwidth=6.5in,textheight=8.8in,headheight=24pt,headsep=1.2em,footskip=36pt]{geometry}
\RequirePackage[table]{xcolor}
\RequirePackage{array,longtable,booktabs,graphicx,fancyhdr,xspace}
\RequirePackage[colorlinks,linkcolor=lvvlink,urlcolor=lvvlink,bookmarksnumbered]{hyperref}
\definecolor{lvvlink}{RGB}{0,90,92}
\definecolor{lvvsect}{RGB}{0,100,102}

\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt plus 2pt}
\setcounter{secnumdepth}{5}
\setcounter{tocdepth}{3}
\renewcommand{\arraystretch}{1.15}
\renewcommand{\section}{\@startsection{section}{1}{0mm}{-14pt \@plus -2pt}{6pt}{\raggedright\bfseries\Large\color{lvvsect}}}
\renewcommand{\subsection}{\@startsection{subsection}{2}{0mm}{-10pt \@plus -2pt}{4pt}{\raggedright\bfseries\large\color{lvvsect}}}
\renewcommand{\subsubsection}{\@startsection{subsubsection}{3}{0mm}{-8pt \@plus -2pt}{3pt}{\raggedright\bfseries\normalsize\color{lvvsect}}}
\setlength{\LTcapwidth}{\textwidth}

\newcommand{\docRef}{}
\newcommand{\setDocRef}[1]{\renewcommand{\docRef}{#1}}
\newcommand{\docDate}{}
\newcommand{\setDocDate}[1]{\renewcommand{\docDate}{#1}}
\renewcommand{\date}[1]{\setDocDate{#1}}
\newcommand{\docAbstract}{}
\newcommand{\setDocAbstract}[1]{\renewcommand{\docAbstract}{#1}}
\def\docChangeRecord{}
\newcommand{\setDocChangeRecord}[1]{\def\docChangeRecord{#1}}
\newcommand{\addtohist}[4]{#1 & #2 & #3 & #4 \\\hline}
\newcommand{\setDocCompact}[1]{}
\newcommand{\setDocCurator}[1]{}
\newcommand{\setDocUpstreamLocation}[1]{}
\newcommand{\setDocUpstreamVersion}[1]{}
\newcommand{\setDocSubtitle}[1]{}
\newcommand{\lvvshorttitle}{}
\renewcommand{\title}[2][]{\gdef\@title{#2}\gdef\lvvshorttitle{#1}}

\newcommand{\citeds}[2][]{\href{https://ls.st/#2}{\if\relax\detokenize{#1}\relax#2\else#1\fi}\xspace}
\newcommand{\citedsp}[2][]{[\citeds[#1]{#2}]}
\newcommand{\jira}[1]{\href{https://rubinobs.atlassian.net/browse/#1}{#1}}
\providecommand{\refname}{}
\renewcommand{\bibliography}[1]{Documents are linked where they are named.}
\providecommand{\tightlist}{\setlength{\itemsep}{0pt}\setlength{\parskip}{0pt}}

\pagestyle{fancy}
\fancyhf{}
\renewcommand{\headrulewidth}{0.4pt}
\fancyhead[L]{\scriptsize\lvvshorttitle}
\fancyhead[R]{\scriptsize\docRef\quad\docDate}
\fancyfoot[C]{\thepage}

\renewcommand{\maketitle}{%
  \hypersetup{pageanchor=false}
  \begin{titlepage}
    \vspace*{2in}
    \begin{center}
      {\color{lvvsect}\bfseries\large Vera C. Rubin Observatory\par}
      \vspace{1em}
      {\color{lvvsect}\bfseries\LARGE\@title\par}
      \vspace{2em}
      {\bfseries\@author\par}
      \vspace{1em}
      {\bfseries\docRef\par}
      \vspace{1em}
      {\docDate\par}
    \end{center}
    \vspace{3em}
    \docAbstract
  \end{titlepage}
  \hypersetup{pageanchor=true}
  \ifx\docChangeRecord\@empty\else
    \section*{Change Record}
    \begin{longtable}{|l|l|p{.45\textwidth}|p{.2\textwidth}|}\hline
    \textbf{Version} & \textbf{Date} & \textbf{Description} & \textbf{Owner} \\\hline
    \docChangeRecord
    \end{longtable}
  \fi
  \tableofcontents
  \clearpage
}
`
